"""The Perspective contract, byte by byte."""

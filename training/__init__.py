"""How the shipped model was made, from data to model card. Never imported by `src/`; needs `requirements/training.lock`.

    python -m training --data DIR --out DIR

reads the public data sets in DIR and the examples in `training/written/`, and goes through the modules in this order:

    sources, labels       files to examples; what each data set says, and what it says nothing about
    splits                what is trained on, calibrated on, and only ever evaluated on
    obfuscate, disguising some examples once more, with words disguised
    vocabulary, minilm    the tokenizer and the pretrained encoder
    encoding, sampling    examples as numbers; what is read in which order
    encoder, fitting      the network, and how it learns
    export, calibration   int8 ONNX; scores to probabilities and thresholds
    leaving               when the early head is sure enough
    shipping              all of the last together, and `model.json`

`unpacking` reads the weights of finished graphs back, to go on learning from them or, by `rewriting`, to write them with other operators.
`metrics` and `judging` measure it (with `benchmarks/quality.py`), `videos` leaves one YouTube video out after the other.
"""

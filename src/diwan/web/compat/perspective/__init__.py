"""Google's Perspective API (`commentanalyzer.googleapis.com`, v1alpha1) as its clients know it, answered by Diwan's own checks.

In the order a request passes through:

    routes        the addresses
    calls         a call, from HTTP or from a batch: its parameters, its key, its body; and what is answered when something is wrong
    parameters    the query: key, alt, prettyPrint, fields
    payload       the bytes of a body
    messages      what the bodies hold, field by field; the discovery document and the OpenAPI description are made from the same
    reading       JSON to messages, as protobuf's JSON reader takes it
    comment       what both methods ask of a comment: its text, its type, its context, its language
    analyzing     comments:analyze
    sentences     where the sentences of a text stand
    suggesting    comments:suggestscore
    masks         partial answers (`fields`)
    printing      answers as Google's servers print them
    errors        every error, with its exact words
    batch         many calls in one request
    discovery     the description that client libraries read first

The contract is what recorded answers, the published documentation and the clients' sources show; `tests/contracts/perspective`
holds it, byte by byte.
"""

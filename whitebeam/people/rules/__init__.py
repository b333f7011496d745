"""Known already? Pure rules that find and compare records of people.

No Django and no models here: plain values in, plain values out. In order of use:

``known``        ``Known``, ``NameParts``, ``Address``: what is known of one person, as typed.
``standardise``  ``standardise(known) -> Standard``: the same, folded into comparable form.
``keys``         ``keys_of(standard, secret=...)``: the rows of the key table for one person;
                 ``query_keys(standard, secret=...)``: the keys to look up for a question.
``score``        ``compare(a, b, model) -> Verdict``: probabilities, likeness and reasons in words.
``rank``         ``rank(query, candidates, model=..., limit=...)`` and ``Depth``: how many to fetch.
``model``        ``load_model()``: the versioned model in ``model.json``;
                 ``model.for_population(n)`` sets the prior for the number of people held.
``train``        re-estimates a model from candidate pairs (expectation-maximisation).

A confidential address must never reach ``Known``: whoever builds it leaves such addresses out.
"""

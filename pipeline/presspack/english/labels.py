"""Named sets of dependency labels, tags and entity labels (ClearNLP and OntoNotes, as in spaCy's English).

A set has one home and one name. Sets that look alike and differ have names that say how.
"""

# Subjects
SUBJECTS = frozenset({"nsubj", "nsubjpass"})
SUBJECTS_OR_CLAUSE = SUBJECTS | {"csubj"}
ANY_SUBJECT = SUBJECTS_OR_CLAUSE | {"csubjpass", "expl"}

# Objects and predicates
OBJECTS = frozenset({"dobj", "dative", "pobj"})
PREDICATES = frozenset({"attr", "oprd", "acomp"})
COMPLEMENTS = PREDICATES | {"dobj", "dative"}

# What stands before or beside a noun in its phrase
NOUN_MODIFIERS = frozenset({"compound", "nmod", "nummod", "amod", "poss"})

# Parts of speech
VERBS = frozenset({"VERB", "AUX"})
NOUNS = frozenset({"NOUN", "PROPN"})

# Tags
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
PRESENT = frozenset({"VBZ", "VBP"})
PARTICIPLES = frozenset({"VBG", "VBN"})
NOUN_TAGS = frozenset({"NN", "NNS", "NNP", "NNPS"})

# Entity labels
TIMES = frozenset({"DATE", "TIME"})
PLACES = frozenset({"GPE", "LOC", "FAC"})

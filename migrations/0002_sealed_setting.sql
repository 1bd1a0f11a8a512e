-- An option that is a secret itself, sealed under the data key like a key: a rotation seals it anew.
CREATE TABLE sealed_setting (
    name    TEXT PRIMARY KEY,
    sealed  BLOB NOT NULL
) STRICT, WITHOUT ROWID;

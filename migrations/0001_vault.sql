-- The vault. Times are milliseconds since the Unix epoch, UTC; ids are 16 random bytes.
-- Nothing of a key stands here in the clear.

-- One row once the vault is initialised; its absence is the only sign of a first run.
CREATE TABLE vault_meta (
    id              INTEGER PRIMARY KEY CHECK (id = 1),
    vault_id        BLOB    NOT NULL CHECK (length(vault_id) = 16),
    dek_generation  INTEGER NOT NULL CHECK (dek_generation BETWEEN 1 AND 4294967295),
    created_at      INTEGER NOT NULL
) STRICT;

-- A keyring entry that is about to be written: what a crash between keyring and database leaves behind.
CREATE TABLE slot_intent (
    mkid        BLOB    PRIMARY KEY CHECK (length(mkid) = 8),
    vault_id    BLOB    NOT NULL CHECK (length(vault_id) = 16),
    created_at  INTEGER NOT NULL
) STRICT;

-- One way to open the vault: the data key, wrapped. `sealed` is header, key-check value, nonce, ciphertext and tag.
CREATE TABLE slot (
    slot_id           BLOB    PRIMARY KEY CHECK (length(slot_id) = 8),
    kind              TEXT    NOT NULL CHECK (kind IN ('keyring', 'recovery', 'passphrase')),
    state             TEXT    NOT NULL DEFAULT 'active' CHECK (state IN ('active', 'retiring')),
    sealed            BLOB    NOT NULL,
    facts             TEXT    NOT NULL DEFAULT '{}' CHECK (json_valid(facts)),
    created_at        INTEGER NOT NULL,
    confirmed_at      INTEGER,
    last_verified_at  INTEGER
) STRICT;

CREATE TABLE profile (
    id          BLOB    PRIMARY KEY CHECK (length(id) = 16),
    name        TEXT    NOT NULL UNIQUE CHECK (length(name) BETWEEN 1 AND 64),
    is_default  INTEGER NOT NULL DEFAULT 0 CHECK (is_default IN (0, 1)),
    created_at  INTEGER NOT NULL
) STRICT;

CREATE UNIQUE INDEX profile_one_default ON profile (is_default) WHERE is_default = 1;

-- An OpenAI-, Anthropic- or Gemini-compatible base URL of the owner's own.
CREATE TABLE endpoint (
    slug        TEXT    PRIMARY KEY CHECK (length(slug) BETWEEN 1 AND 63),
    dialect     TEXT    NOT NULL CHECK (dialect IN ('openai', 'anthropic', 'gemini')),
    base_url    TEXT    NOT NULL,
    models_path TEXT,
    key_optional INTEGER NOT NULL DEFAULT 0 CHECK (key_optional IN (0, 1)),
    headers_encrypted BLOB,
    created_at  INTEGER NOT NULL,
    updated_at  INTEGER NOT NULL
) STRICT;

CREATE TABLE api_credential (
    id                    BLOB    PRIMARY KEY CHECK (length(id) = 16),
    profile_id            BLOB    NOT NULL REFERENCES profile (id) ON DELETE CASCADE,
    provider              TEXT    NOT NULL CHECK (length(provider) BETWEEN 1 AND 80),
    api_key_encrypted     BLOB,
    hint_encrypted        BLOB,
    label                 TEXT,
    note                  TEXT,
    base_url              TEXT,
    region                TEXT,
    -- Bound into the seal, as they were when the key was sealed; `origins` is a sorted JSON array.
    auth_scheme           TEXT    NOT NULL,
    origins               TEXT    NOT NULL CHECK (json_valid(origins)),
    renew_by              TEXT,
    lend_policy           TEXT    NOT NULL DEFAULT 'allow' CHECK (lend_policy IN ('allow', 'named', 'never')),
    -- Rises with every change of the secret or of what is bound to it.
    revision              INTEGER NOT NULL CHECK (revision >= 1),
    created_at            INTEGER NOT NULL,
    updated_at            INTEGER NOT NULL,
    last_used_at          INTEGER,
    -- The latest check.
    status                TEXT    NOT NULL DEFAULT 'unchecked' CHECK (status IN ('unchecked', 'valid', 'invalid', 'error')),
    verdict               TEXT,
    message               TEXT,
    http_status           INTEGER,
    latency_ms            INTEGER,
    checked_at            INTEGER,
    -- When the provider wants to be asked again, where it said so.
    retry_at              INTEGER,
    -- The last check that was valid or invalid.
    definite_status       TEXT    CHECK (definite_status IN ('valid', 'invalid')),
    definite_verdict      TEXT,
    definite_at           INTEGER,
    models_listed_at      INTEGER,
    UNIQUE (profile_id, provider)
) STRICT;

CREATE TABLE available_api_model (
    credential_id      BLOB    NOT NULL REFERENCES api_credential (id) ON DELETE CASCADE,
    provider           TEXT    NOT NULL,
    model_id           TEXT    NOT NULL,
    display_name       TEXT,
    owner              TEXT,
    context_window     INTEGER,
    output_limit       INTEGER,
    -- JSON arrays of words; `price` is a JSON object.
    input_modalities   TEXT    NOT NULL DEFAULT '[]',
    output_modalities  TEXT    NOT NULL DEFAULT '[]',
    capabilities       TEXT    NOT NULL DEFAULT '[]',
    price              TEXT,
    created_at         INTEGER,
    first_seen         INTEGER NOT NULL,
    last_seen          INTEGER NOT NULL,
    gone_since         INTEGER,
    PRIMARY KEY (credential_id, model_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE check_result (
    id             INTEGER PRIMARY KEY,
    credential_id  BLOB    NOT NULL REFERENCES api_credential (id) ON DELETE CASCADE,
    status         TEXT    NOT NULL,
    verdict        TEXT    NOT NULL,
    message        TEXT,
    http_status    INTEGER,
    latency_ms     INTEGER NOT NULL,
    models         INTEGER,
    checked_at     INTEGER NOT NULL
) STRICT;

CREATE INDEX check_result_by_credential ON check_result (credential_id, checked_at);

-- Every loan of a key. It names what was lent by words, so that it outlives the credential.
CREATE TABLE access_log (
    id        INTEGER PRIMARY KEY,
    time      INTEGER NOT NULL,
    profile   TEXT    NOT NULL,
    provider  TEXT    NOT NULL,
    purpose   TEXT    NOT NULL,
    program   TEXT,
    parent    TEXT,
    cwd       TEXT
) STRICT;

CREATE INDEX access_log_by_time ON access_log (time);

CREATE TABLE setting (
    name   TEXT PRIMARY KEY,
    value  TEXT NOT NULL CHECK (json_valid(value))
) STRICT, WITHOUT ROWID;

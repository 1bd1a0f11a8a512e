-- What a check changed in the list of models; absent where it brought no list, and where it was a key's first.
ALTER TABLE check_result ADD COLUMN models_new INTEGER;
ALTER TABLE check_result ADD COLUMN models_gone INTEGER;

-- When a model came, where others had been listed before it.
ALTER TABLE available_api_model ADD COLUMN new_since INTEGER;

-- Whether the provider told the date in renew_by. Such a date goes with the key that it was told of.
ALTER TABLE api_credential ADD COLUMN renew_told INTEGER NOT NULL DEFAULT 0 CHECK (renew_told IN (0, 1));
UPDATE api_credential
SET renew_told = 1
WHERE renew_by = substr(json_extract(account, '$.expires_at'), 1, 10);

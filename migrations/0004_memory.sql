-- What a check changed in the list of models; absent where it brought no list, and new ones where it was the first.
ALTER TABLE check_result ADD COLUMN models_new INTEGER;
ALTER TABLE check_result ADD COLUMN models_gone INTEGER;

-- Whether the provider told the date in renew_by. Such a date goes with the key that it was told of.
ALTER TABLE api_credential ADD COLUMN renew_told INTEGER NOT NULL DEFAULT 0 CHECK (renew_told IN (0, 1));

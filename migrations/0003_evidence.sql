-- Whose account a key belongs to, what a check asked, and what the provider told of the account.
-- None of it is a secret: an organisation's id, an address without a query, facts with their time.
ALTER TABLE api_credential ADD COLUMN organization TEXT;
ALTER TABLE api_credential ADD COLUMN project TEXT;
ALTER TABLE api_credential ADD COLUMN request TEXT;
ALTER TABLE api_credential ADD COLUMN account TEXT CHECK (account IS NULL OR json_valid(account));
ALTER TABLE api_credential ADD COLUMN account_at INTEGER;
ALTER TABLE check_result ADD COLUMN request TEXT;

-- What the sealed headers of an endpoint are bound to, as it was when they were sealed.
ALTER TABLE endpoint ADD COLUMN origin TEXT NOT NULL DEFAULT '';

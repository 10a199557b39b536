-- A request names the uploads that it uses by their identifiers alone.

create index upload_account on upload (account, id);

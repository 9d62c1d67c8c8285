-- The tables of the sandbox. Times are seconds since 1970. Secrets are stored only as hashes, apart
-- from the numbers that the use cases reveal.
create table secrets (name text primary key, value blob not null) without rowid;

create table payment_cards (
    id text primary key,
    position integer not null,
    financial_account_id text not null references financial_accounts (id),
    external_id text not null,
    status text not null,
    network text not null,
    form_factor text not null,
    holder_name text not null,
    number text not null,
    cvv text not null,
    -- The exact moment, and the month and the year that are printed on the card: they may differ.
    expires_at integer not null,
    expiration_month integer not null,
    expiration_year integer not null,
    pin_hash text
) without rowid;

create table pin_updates (
    payment_card_id text not null references payment_cards (id),
    updated_at integer not null
);

create table direct_deposit_details (
    id text primary key,
    position integer not null,
    number text not null,
    routing_number text not null,
    bank text not null,
    type text not null,
    created_at integer not null
) without rowid;

create table external_bank_account_details (
    id text primary key,
    position integer not null,
    number text not null,
    routing_number text not null,
    type text not null,
    created_at integer not null
) without rowid;

create table card_products (
    id text primary key,
    position integer not null,
    name text not null
) without rowid;

create table applications (
    id text primary key,
    position integer not null,
    account_holder_id text not null references account_holders (id),
    card_product_id text not null references card_products (id),
    approved integer not null,
    created_at integer not null
) without rowid;

create table financial_accounts (
    id text primary key,
    position integer not null,
    external_id text not null,
    name text not null,
    account_holder_id text not null references account_holders (id),
    application_id text not null references applications (id),
    direct_deposit_detail_id text not null references direct_deposit_details (id),
    created_at integer not null
) without rowid;

create table external_bank_accounts (
    id text primary key,
    position integer not null,
    name text not null,
    account_holder_id text not null references account_holders (id),
    detail_id text not null references external_bank_account_details (id),
    created_at integer not null
) without rowid;

-- Persons, businesses and authorized users. Several may have the same tax number.
create table account_holders (
    id text primary key,
    position integer not null,
    kind text not null,
    name text not null,
    external_id text,
    account_holder_id text references account_holders (id),
    tax_scope text not null,
    tax_hash text,
    details text not null,
    created_at integer not null
) without rowid;

-- The drafts of tokenize mutations, by the SHA-256 of their token.
create table account_holder_tokens (
    hash text primary key,
    kind text not null,
    draft text not null,
    expires_at integer not null,
    redeemed_at integer
) without rowid;

create table upload_sessions (
    id text primary key,
    position integer not null,
    kind text not null,
    account_holder_id text not null references account_holders (id),
    -- The application that the documents are for.
    application_id text references applications (id),
    status text not null,
    document_types text not null,
    created_at integer not null,
    updated_at integer not null
) without rowid;

create table upload_links (
    id text primary key,
    position integer not null,
    upload_session_id text not null references upload_sessions (id),
    document_type text not null,
    status text not null,
    content_type text,
    size integer,
    sha256 text,
    created_at integer not null,
    updated_at integer not null
) without rowid;

-- Client tokens, by their SHA-256.
create table client_tokens (
    hash text primary key,
    usage text not null,
    expires_at integer not null,
    used_at integer
) without rowid;

-- All effects in order, which tests count. Triggers write them, so that every change is counted.
create table journal (position integer primary key, effect text not null, object text not null);

create trigger pin_set after insert on pin_updates begin
    insert into journal (effect, object) values ('pinSet', new.payment_card_id);
end;

create trigger account_holder_created after insert on account_holders begin
    insert into journal (effect, object) values ('accountHolderCreated', new.id);
end;

create trigger account_holder_tokenized after insert on account_holder_tokens begin
    insert into journal (effect, object) values ('accountHolderTokenized', new.hash);
end;

create trigger upload_session_changed after update of status on upload_sessions
when new.status <> old.status begin
    insert into journal (effect, object) values ('uploadSession ' || new.status, new.id);
end;

create trigger upload_link_created after insert on upload_links begin
    insert into journal (effect, object)
    values ('uploadLink ' || new.status, new.upload_session_id);
end;

create trigger upload_link_changed after update of status on upload_links
when new.status <> old.status begin
    insert into journal (effect, object)
    values ('uploadLink ' || new.status, new.upload_session_id);
end;

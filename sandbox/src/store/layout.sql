-- What the sandbox remembers. Times are seconds since 1970 unless they say otherwise.
create table secrets (name text primary key, value blob not null) without rowid;

create table payment_cards (
    id text primary key,
    position integer not null,
    external_id text not null,
    status text not null,
    network text not null,
    form_factor text not null,
    holder_name text not null,
    number text not null,
    cvv text not null,
    expires_at integer not null,
    pin_hash text
) without rowid;

create table pin_updates (payment_card_id text not null references payment_cards (id), updated_at integer not null);

-- A client token is known by its SHA-256 only.
create table client_tokens (
    hash text primary key,
    usage text not null,
    expires_at integer not null,
    used_at integer
) without rowid;

-- A write that carries an Idempotency-Key is done once for (user, method, key) within 24 hours. The row commits with the change,
-- so a repeat finds both or neither; request_hash tells a repeat from another request that borrows the key.
create table if not exists idempotency_keys
(
    user_id      bigint       not null,
    method       varchar(50)  not null,
    key          varchar(128) not null,
    request_hash bytea        not null,
    answer       text,
    created_at   timestamptz  not null default clock_timestamp(),
    primary key (user_id, method, key)
);

create index if not exists idx_idempotency_keys_created on idempotency_keys (created_at);

-- The monolith's own search: words as they are written, no stemming.
create index if not exists idx_c2c_listings_search on c2c_listings
    using gin (to_tsvector('simple', title || ' ' || coalesce(description, '')))
    where status = 'active';

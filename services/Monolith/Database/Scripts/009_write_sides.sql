-- On which side the write of an idempotency key runs, claimed before it is sent: a repeat goes to the same side, even when the flag has
-- changed or the breaker has opened in between. Kept for 24 hours, as the keys themselves.
create table if not exists write_sides
(
    user_id    bigint       not null,
    operation  varchar(50)  not null,
    key        varchar(128) not null,
    side       varchar(20)  not null check (side in ('monolith', 'microservice')),
    claimed_at timestamptz  not null default clock_timestamp(),
    primary key (user_id, operation, key)
);

create index if not exists idx_write_sides_claimed on write_sides (claimed_at);

-- What DataSync keeps in each of the two databases. Each statement may run again: the script runs at every start.

-- How far a stream that ends here has come: whatever the other side committed up to applied_lsn, one of its positions, is here. Written
-- in the transaction that writes the rows. A reader who wrote on the other side at a position compares it with this.
create table if not exists sync_stream
(
    stream      varchar(20) primary key,
    started_lsn pg_lsn      not null,
    applied_lsn pg_lsn      not null,
    applied_at  timestamptz not null default clock_timestamp()
) with (fillfactor = 10);

-- The same field changed on both sides at once, or a row deleted on one and changed on the other. The loser's value stays here.
create table if not exists sync_conflict
(
    id           bigserial primary key,
    stream       varchar(20) not null,
    concept      varchar(20) not null,
    row_id       bigint      not null,
    field        varchar(63) not null,
    kind         varchar(20) not null default 'changed' check (kind in ('changed', 'deleted')),
    base_value   jsonb,
    source_value jsonb,
    target_value jsonb,
    winner       varchar(10) not null check (winner in ('source', 'target')),
    source_lsn   pg_lsn      not null,
    decided_lsn  pg_lsn      not null,
    decided_at   timestamptz not null default clock_timestamp()
);

create index if not exists idx_sync_conflict_row on sync_conflict (concept, row_id, decided_lsn desc);

-- What the other side has deleted.
create table if not exists sync_tombstone
(
    concept    varchar(20) not null,
    row_id     bigint      not null,
    source_lsn pg_lsn      not null,
    deleted_at timestamptz not null default clock_timestamp(),
    primary key (concept, row_id)
);

-- How far the backfill has come, written in the transaction that writes the rows.
create table if not exists sync_backfill
(
    source_table varchar(63) primary key,
    last_id      bigint      not null,
    updated_at   timestamptz not null default clock_timestamp()
);

-- How far the background comparison has come in its present pass.
create table if not exists sync_verification
(
    only_one   boolean     primary key default true check (only_one),
    last_id    bigint      not null,
    updated_at timestamptz not null default clock_timestamp()
);

-- Rows of the source that the target's rules refuse, whole and unchanged, with every reason.
create table if not exists sync_quarantine
(
    source_table   varchar(63) not null,
    source_id      bigint      not null,
    reasons        text[]      not null,
    source_row     jsonb       not null,
    quarantined_at timestamptz not null default clock_timestamp(),
    primary key (source_table, source_id)
);

create index if not exists idx_sync_quarantine_listing on sync_quarantine (((source_row ->> 'listing_id')::bigint));

-- The uuid of a listing that has none: version 3 (RFC 9562) of its id in a namespace that must never change, so that copying a
-- listing again gives the same one.
create or replace function sync_listing_uuid(id bigint) returns uuid
    language sql immutable strict parallel safe as
$$
select encode(set_byte(set_byte(hash, 6, (get_byte(hash, 6) & 15) | 48), 8, (get_byte(hash, 8) & 63) | 128), 'hex')::uuid
from (select decode(md5('\x6d1f0a52c4be4b7f9a6e2f1d08c35b97'::bytea || convert_to(id::text, 'UTF8')), 'hex') as hash) named
$$;

-- Null for what is no timestamp with time zone.
create or replace function sync_timestamp(value text) returns timestamptz
    language plpgsql immutable strict parallel restricted as
$$
begin
    if value !~ '^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?(Z|[+-]\d\d:\d\d)$' then
        return null;
    end if;
    return value::timestamptz;
exception
    when datetime_field_overflow or invalid_datetime_format then
        return null;
end;
$$;

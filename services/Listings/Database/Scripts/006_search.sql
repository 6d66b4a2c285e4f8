-- What search falls back on where the search node is down: small letters, both scripts as one ('Столица' and 'stolica' meet), no stemming.
create or replace function listing_search_text(title text, description text) returns text
    language sql immutable parallel safe as
$$
select translate(
    replace(replace(replace(lower(title || ' ' || coalesce(description, '')), 'љ', 'lj'), 'њ', 'nj'), 'џ', 'dz'),
    'čćžšđабвгдђежзијйклмнопрстћуфхцчш',
    'cczsdabvgddezzijjklmnoprstcufhccs')
$$;

-- to_tsvector keeps at most a megabyte; no title and description come near it.
create index if not exists idx_listings_search on listings
    using gin (to_tsvector('simple', listing_search_text(title, description)))
    where not is_deleted and status = 'active' and visibility = 'public';

-- At most one rebuild of the index at a time. Until expires_at, which the rebuild keeps moving, every indexing job goes to the new
-- index too.
create table if not exists index_rebuild
(
    only_one   boolean primary key default true check (only_one),
    token      uuid        not null,
    started_at timestamptz not null default now(),
    expires_at timestamptz not null
);

-- The oldest job that waits is what the indexer's lag is counted from.
create index if not exists idx_indexing_queue_created on indexing_queue (created_at) where status <> 'failed';

-- Gives dead letters another chance: select indexing_queue_replay() for all of them.
create or replace function indexing_queue_replay(which bigint default null) returns integer language plpgsql as
$$
declare
    replayed integer;
begin
    update indexing_queue
    set status = 'pending', retry_count = 0, revision = revision + 1, error_message = null, available_at = now(), updated_at = now()
    where status = 'failed' and (which is null or listing_id = which);
    get diagnostics replayed = row_count;
    return replayed;
end;
$$;

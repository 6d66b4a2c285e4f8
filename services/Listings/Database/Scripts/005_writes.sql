-- 'version' joins the columns that move updated_at and the version: who changes what belongs to a listing (its images) names it.
create or replace trigger listings_before_update
    before update of user_id, storefront_id, title, description, price, currency, category_id, status, visibility, quantity, sku,
        source_type, attributes, slug, original_language, title_translations, description_translations, location_translations,
        city_translations, country_translations, published_at, expires_at, deleted_at, is_deleted, version
    on listings
    for each row execute function listings_before_update();

-- The answer to a write that named an idempotency key: it commits with the change, so that a repeat finds both or neither.
create table if not exists idempotency_keys
(
    user_id      bigint       not null,
    method       varchar(100) not null,
    key          varchar(255) not null,
    request_hash bytea        not null,
    response     bytea        not null,
    created_at   timestamptz  not null default now(),
    primary key (user_id, method, key)
);

create index if not exists idx_idempotency_keys_created on idempotency_keys (created_at);

// Drives every operation of the node through the official client. Prints one line an operation and ends with 1 at the first
// that does not answer as it should.
import assert from 'node:assert/strict';
import { Client, errors } from '@opensearch-project/opensearch';

const client = new Client({ node: process.argv[2] });
const index = 'js-listings';
const other = 'js-listings-2';
let operations = 0;

async function operation(name, run) {
  try {
    await run();
    operations++;
    console.log(`ok ${name}`);
  } catch (error) {
    console.error(`not ok ${name}: ${error.stack}`);
    if (error instanceof errors.ResponseError) {
      console.error(JSON.stringify(error.meta.body));
    }
    process.exit(1);
  }
}

async function refused(status, type, run) {
  await assert.rejects(run, (error) => {
    assert.equal(error.statusCode, status);
    if (type) {
      assert.equal(error.body.error.type, type);
    }
    return true;
  });
}

const hits = (answer) => answer.body.hits.hits.map((hit) => hit._id);

await operation('info', async () => assert.equal((await client.info()).body.version.distribution, 'opensearch'));
await operation('ping', async () => assert.equal((await client.ping()).statusCode, 200));
await operation('indices.create', async () => {
  const answer = await client.indices.create({
    index,
    body: {
      settings: { number_of_replicas: 0, refresh_interval: '-1' },
      mappings: {
        properties: {
          title: { type: 'text', fields: { keyword: { type: 'keyword' } } },
          price: { type: 'scaled_float', scaling_factor: 100 },
          status: { type: 'keyword' },
          location: { type: 'geo_point' },
          images: { type: 'nested', properties: { url: { type: 'keyword' } } },
          created_at: { type: 'date' },
        },
      },
      aliases: { 'js-read': {} },
    },
  });
  assert.equal(answer.body.acknowledged, true);
});
await operation('indices.create again', () => refused(400, 'resource_already_exists_exception', () => client.indices.create({ index })));
await operation('indices.exists', async () => {
  assert.equal((await client.indices.exists({ index })).body, true);
  assert.equal((await client.indices.exists({ index: 'js-none' })).body, false);
});
await operation('indices.get', async () => assert.ok((await client.indices.get({ index })).body[index].mappings.properties.title));
await operation('indices.putMapping', () => client.indices.putMapping({ index, body: { properties: { color: { type: 'keyword' } } } }));
await operation('indices.getMapping', async () =>
  assert.equal((await client.indices.getMapping({ index })).body[index].mappings.properties.color.type, 'keyword'));
await operation('indices.putSettings', () => client.indices.putSettings({ index, body: { index: { refresh_interval: '1s' } } }));
await operation('indices.getSettings', async () =>
  assert.equal((await client.indices.getSettings({ index })).body[index].settings.index.refresh_interval, '1s'));
await operation('index', async () => {
  const answer = await client.index({ index, id: '1', body: { title: 'Red bicycle', price: 100, status: 'active', location: { lat: 44.8, lon: 20.4 } }, refresh: true });
  assert.equal(answer.statusCode, 201);
});
await operation('index if_seq_no', () =>
  refused(409, 'version_conflict_engine_exception', () => client.index({ index, id: '1', if_seq_no: 7, if_primary_term: 1, body: {} })));
await operation('index external', async () => {
  await client.index({ index, id: 'x', version: 10, version_type: 'external', body: { title: 'external' } });
  await refused(409, 'version_conflict_engine_exception', () => client.index({ index, id: 'x', version: 9, version_type: 'external', body: {} }));
  await client.delete({ index, id: 'x', version: 11, version_type: 'external' });
});
await operation('index external_gte', async () => {
  await client.index({ index, id: 'y', version: 5, version_type: 'external_gte', body: {} });
  await client.index({ index, id: 'y', version: 5, version_type: 'external_gte', body: { title: 'the same version again' } });
  await refused(409, 'version_conflict_engine_exception', () => client.delete({ index, id: 'y', version: 4, version_type: 'external_gte' }));
  await client.delete({ index, id: 'y', version: 5, version_type: 'external_gte' });
});
await operation('index if_seq_no of the current version', async () => {
  const first = (await client.index({ index, id: 'z', body: {} })).body;
  const second = (await client.index({ index, id: 'z', if_seq_no: first._seq_no, if_primary_term: first._primary_term, body: {} })).body;
  assert.equal(second._version, 2);
  await client.delete({ index, id: 'z', if_seq_no: second._seq_no, if_primary_term: second._primary_term });
});
await operation('index without an id', async () => {
  const made = (await client.index({ index: other, body: { n: -1 }, refresh: 'wait_for' })).body;
  assert.equal(made.result, 'created');
  await client.delete({ index: other, id: made._id, refresh: 'true' });
});
await operation('create', () => refused(409, 'version_conflict_engine_exception', () => client.create({ index, id: '1', body: {} })));
await operation('get', async () => assert.equal((await client.get({ index, id: '1', _source_includes: ['title'] })).body._source.title, 'Red bicycle'));
await operation('get missing', () => refused(404, null, () => client.get({ index, id: 'nope' })));
await operation('getSource', async () => assert.equal((await client.getSource({ index, id: '1' })).body.price, 100));
await operation('exists', async () => assert.equal((await client.exists({ index, id: '1' })).body, true));
await operation('existsSource', async () => assert.equal((await client.existsSource({ index, id: 'nope' })).body, false));
await operation('update', async () => {
  assert.equal((await client.update({ index, id: '1', body: { doc: { price: 120 } } })).body.result, 'updated');
  assert.equal((await client.update({ index, id: '2', body: { doc: { title: 'Blue bicycle', price: 50, status: 'sold' }, doc_as_upsert: true } })).body.result, 'created');
});
await operation('update upsert', async () => {
  assert.equal((await client.update({ index, id: 'u', body: { doc: { price: 1 }, upsert: { price: 2 } } })).body.result, 'created');
  assert.equal((await client.get({ index, id: 'u' })).body._source.price, 2);
  assert.equal((await client.update({ index, id: 'u', body: { doc: { price: 2 } } })).body.result, 'noop');
  await refused(404, 'document_missing_exception', () => client.update({ index, id: 'never', body: { doc: {} } }));
  await client.delete({ index, id: 'u' });
});
await operation('bulk', async () => {
  const answer = await client.bulk({
    refresh: 'wait_for',
    body: [
      { index: { _index: index, _id: '3' } }, { title: 'Winter jacket', price: 49.99, status: 'active', images: [{ url: 'a' }, { url: 'b' }] },
      { create: { _index: index, _id: '1' } }, { title: 'again' },
      { delete: { _index: index, _id: 'never' } },
    ],
  });
  assert.equal(answer.body.errors, true);
  assert.deepEqual(answer.body.items.map((item) => Object.values(item)[0].status), [201, 409, 404]);
});
await operation('helpers.bulk', async () => {
  const result = await client.helpers.bulk({
    datasource: Array.from({ length: 1500 }, (_, n) => ({ n })),
    onDocument: (document) => ({ index: { _index: other, _id: String(document.n) } }),
    refreshOnCompletion: other,
  });
  assert.equal(result.successful, 1500);
  assert.equal(result.failed, 0);
});
await operation('mget', async () => assert.deepEqual((await client.mget({ index, body: { ids: ['1', 'none'] } })).body.docs.map((doc) => doc.found), [true, false]));
await operation('mget docs', async () => {
  const answer = await client.mget({ body: { docs: [{ _index: index, _id: '1', _source: ['title'] }, { _index: 'js-none', _id: '1' }] } });
  assert.deepEqual(answer.body.docs[0]._source, { title: 'Red bicycle' });
  assert.equal(answer.body.docs[1].error.type, 'index_not_found_exception');
});
await operation('bulk update', async () => {
  const answer = await client.bulk({
    index: other,
    refresh: 'true',
    body: [{ update: { _id: '0' } }, { doc: { n: 0 } }, { update: { _id: 'none' } }, { doc: { n: 1 } }, { update: { _id: 'up' } }, { doc: { n: 2 }, doc_as_upsert: true }, { delete: { _id: 'up' } }],
  });
  assert.deepEqual(answer.body.items.map((item) => Object.values(item)[0].status), [200, 404, 201, 200]);
});
await operation('indices.refresh', () => client.indices.refresh({ index }));
await operation('count', async () => assert.equal((await client.count({ index, body: { query: { term: { status: 'active' } } } })).body.count, 2));

const queries = {
  match_all: [{ match_all: {} }, ['1', '2', '3']],
  match_none: [{ match_none: {} }, []],
  match: [{ match: { title: { query: 'bycicle', fuzziness: 2 } } }, ['1', '2']],
  match_phrase: [{ match_phrase: { title: 'red bicycle' } }, ['1']],
  multi_match: [{ multi_match: { query: 'winter', fields: ['title^3', 'status'] } }, ['3']],
  term: [{ term: { status: 'sold' } }, ['2']],
  terms: [{ terms: { status: ['sold', 'active'] } }, ['1', '2', '3']],
  range: [{ range: { price: { gte: 49.99, lt: 120 } } }, ['2', '3']],
  exists: [{ exists: { field: 'location' } }, ['1']],
  prefix: [{ prefix: { status: 'act' } }, ['1', '3']],
  ids: [{ ids: { values: ['3'] } }, ['3']],
  bool: [{ bool: { must: { match: { title: 'bicycle' } }, must_not: { term: { status: 'sold' } } } }, ['1']],
  constant_score: [{ constant_score: { filter: { term: { status: 'active' } } } }, ['1', '3']],
  nested: [{ nested: { path: 'images', query: { term: { 'images.url': 'b' } } } }, ['3']],
  'match operator': [{ match: { title: { query: 'red bicycle', operator: 'and' } } }, ['1']],
  'match minimum_should_match': [{ match: { title: { query: 'red winter jacket', minimum_should_match: 2 } } }, ['3']],
  'multi_match most_fields': [{ multi_match: { query: 'red', fields: ['title', 'status'], type: 'most_fields' } }, ['1']],
  'multi_match cross_fields': [{ multi_match: { query: 'red bicycle', fields: ['title', 'title.keyword'], type: 'cross_fields' } }, ['1', '2']],
  'multi_match bool_prefix': [{ multi_match: { query: 'winter jac', fields: ['title'], type: 'bool_prefix' } }, ['3']],
  'terms lookup': [{ terms: { status: { index, id: '2', path: 'status' } } }, ['2']],
  'range of dates': [{ range: { created_at: { gte: 'now-1d/d', lt: 'now+1d/d' } } }, []],
  geo_distance: [{ geo_distance: { distance: '10km', location: { lat: 44.8, lon: 20.4 } } }, ['1']],
};
for (const [name, [query, expected]] of Object.entries(queries)) {
  await operation(`search ${name}`, async () => assert.deepEqual(hits(await client.search({ index, body: { query, sort: ['_id'] } })), expected));
}
await operation('search unknown query', () => refused(400, 'parsing_exception', () => client.search({ index, body: { query: { foo: {} } } })));
await operation('search sort, from, size, _source, track_total_hits', async () => {
  const answer = await client.search({ index, body: { sort: [{ price: 'desc' }], from: 1, size: 1, _source: ['price'], track_total_hits: true } });
  assert.deepEqual(answer.body.hits.hits[0]._source, { price: 50 });
  assert.equal(answer.body.hits.total.value, 3);
});
await operation('search sort missing, unmapped_type, track_scores, version', async () => {
  const answer = await client.search({
    index,
    body: {
      sort: [{ nothing: { order: 'asc', unmapped_type: 'long' } }, { location: { order: 'asc' } }].slice(0, 1).concat([{ status: { order: 'asc', missing: '_first' } }, '_score', { _id: 'desc' }]),
      track_scores: true, version: true, seq_no_primary_term: true, min_score: 0.5,
    },
  });
  assert.deepEqual(hits(answer), ['3', '1', '2']);
  assert.equal(answer.body.hits.hits[0]._score, 1);
  assert.equal(answer.body.hits.hits[0]._version, 1);
  assert.ok(answer.body.hits.hits[0]._seq_no >= 0);
});
await operation('search max_result_window', () => refused(400, 'search_phase_execution_exception', () => client.search({ index, body: { from: 9999, size: 2 } })));
await operation('search aggregations', async () => {
  const answer = await client.search({
    index,
    body: {
      size: 0,
      aggs: {
        by_status: { terms: { field: 'status' }, aggs: { price: { stats: { field: 'price' } } } },
        ranges: { range: { field: 'price', ranges: [{ to: 100 }, { from: 100 }] } },
        low: { min: { field: 'price' } }, high: { max: { field: 'price' } }, mean: { avg: { field: 'price' } }, kinds: { cardinality: { field: 'status' } },
      },
    },
  });
  assert.deepEqual(answer.body.aggregations.by_status.buckets.map((bucket) => [bucket.key, bucket.doc_count]), [['active', 2], ['sold', 1]]);
  assert.deepEqual(answer.body.aggregations.ranges.buckets.map((bucket) => bucket.doc_count), [2, 1]);
  assert.equal(answer.body.aggregations.kinds.value, 2);
});
await operation('point in time with search_after', async () => {
  const point = (await client.createPit({ index: other, keep_alive: '1m' })).body.pit_id;
  let seen = 0;
  let after;
  while (true) {
    const page = await client.search({ body: { size: 400, pit: { id: point, keep_alive: '1m' }, sort: [{ n: 'asc' }], ...(after && { search_after: after }) } });
    if (page.body.hits.hits.length === 0) {
      break;
    }
    for (const hit of page.body.hits.hits) {
      assert.equal(hit._source.n, seen++);
    }
    after = page.body.hits.hits.at(-1).sort;
  }
  assert.equal(seen, 1500);
  assert.ok((await client.getAllPits()).body.pits.some((pit) => pit.pit_id === point));
  assert.equal((await client.deletePit({ body: { pit_id: [point] } })).body.pits[0].successful, true);
});
await operation('indices.analyze', async () =>
  assert.deepEqual((await client.indices.analyze({ body: { analyzer: 'english', text: 'running bicycles' } })).body.tokens.map((token) => token.token), ['run', 'bicycl']));
await operation('deleteAllPits', async () => {
  await client.createPit({ index: other, keep_alive: '1m' });
  assert.ok((await client.deleteAllPits()).body.pits.every((pit) => pit.successful));
  assert.deepEqual((await client.getAllPits()).body.pits, []);
});
await operation('indices.create with analysis and copy_to', async () => {
  await client.indices.create({
    index: 'js-analysis',
    body: {
      settings: {
        number_of_replicas: 0,
        analysis: {
          normalizer: { lower: { type: 'custom', filter: ['lowercase', 'asciifolding'] } },
          filter: {
            grams: { type: 'edge_ngram', min_gram: 2, max_gram: 5 },
            same: { type: 'synonym', synonyms: ['auto, car'] },
            ru: { type: 'stemmer', language: 'russian' },
            words: { type: 'stop', stopwords: ['the'] },
          },
          analyzer: {
            serbian: { tokenizer: 'standard', filter: ['lowercase', 'serbian_normalization'] },
            prefixes: { tokenizer: 'standard', filter: ['lowercase', 'grams'] },
            wide: { tokenizer: 'standard', filter: ['lowercase', 'words', 'same', 'ru'] },
          },
        },
      },
      mappings: {
        properties: {
          title: { type: 'text', analyzer: 'serbian', copy_to: 'all' },
          all: { type: 'text', analyzer: 'simple' },
          code: { type: 'keyword', normalizer: 'lower', ignore_above: 8, null_value: 'none' },
          on: { type: 'boolean' }, small: { type: 'byte' }, big: { type: 'long' }, half: { type: 'half_float' }, wide: { type: 'double' },
          day: { type: 'date', format: 'dd.MM.yyyy||epoch_millis' },
          part: { properties: { of: { type: 'integer' } } },
        },
      },
    },
  });
  await client.index({ index: 'js-analysis', id: '1', refresh: true, body: { title: 'Џемпер за ђака', code: null, on: true, small: 1, big: 2, half: 1.5, wide: 2.5, day: '01.02.2026', part: { of: 7 } } });
  const found = async (query) => (await client.count({ index: 'js-analysis', body: { query } })).body.count;
  assert.equal(await found({ match: { title: 'dzemper djaka' } }), 1, 'both scripts are one');
  assert.equal(await found({ match: { all: 'ђака' } }), 1);
  assert.equal(await found({ term: { code: 'NONE' } }), 1);
  assert.equal(await found({ range: { day: { gte: '01.02.2026', lte: '01.02.2026' } } }), 1);
  assert.equal(await found({ term: { 'part.of': 7 } }), 1);
});
for (const [analyzer, text, expected] of [
  ['serbian', 'Čaša Чаша', ['casa', 'casa']], ['prefixes', 'bicycle', ['bi', 'bic', 'bicy', 'bicyc']], ['wide', 'the auto', ['auto', 'car']],
  ['standard', 'A-b', ['a', 'b']], ['simple', 'a1b', ['a', 'b']], ['whitespace', 'A b', ['A', 'b']], ['keyword', 'A b', ['A b']],
  ['russian', 'велосипеды', ['велосипед']],
]) {
  await operation(`indices.analyze ${analyzer}`, async () =>
    assert.deepEqual((await client.indices.analyze({ index: 'js-analysis', body: { analyzer, text } })).body.tokens.map((token) => token.token), expected));
}
await operation('indices.getFieldMapping', async () =>
  assert.equal((await client.indices.getFieldMapping({ index: 'js-analysis', fields: 'code' })).body['js-analysis'].mappings.code.mapping.code.normalizer, 'lower'));
await operation('indices.putAlias', () => client.indices.putAlias({ index: other, name: 'js-write', body: { is_write_index: true } }));
await operation('indices.updateAliases', () => client.indices.updateAliases({
  body: { actions: [{ remove: { index, alias: 'js-read' } }, { add: { index: other, alias: 'js-read' } }] },
}));
await operation('indices.getAlias', async () => assert.deepEqual(Object.keys((await client.indices.getAlias({ name: 'js-read' })).body), [other]));
await operation('indices.existsAlias', async () => assert.equal((await client.indices.existsAlias({ name: 'js-none' })).body, false));
await operation('indices.deleteAlias', () => client.indices.deleteAlias({ index: other, name: 'js-write' }));
await operation('indices.stats', async () => assert.equal((await client.indices.stats({ index })).body._all.primaries.docs.count, 5, 'two nested objects are documents of their own'));
await operation('indices.stats of a metric', async () =>
  assert.deepEqual(Object.keys((await client.indices.stats({ index, metric: 'docs' })).body.indices[index].primaries), ['docs']));
await operation('indices.flush', () => client.indices.flush({ index }));
await operation('indices.forcemerge', async () => assert.equal((await client.indices.forcemerge({ index, max_num_segments: 1 })).body._shards.failed, 0));
await operation('cluster.health', async () =>
  assert.equal((await client.cluster.health({ index, wait_for_status: 'green', timeout: '5s' })).body.status, 'green'));
await operation('cat.indices', async () => assert.equal((await client.cat.indices({ index, format: 'json' })).body[0]['docs.count'], '5'));
await operation('cat.indices v, h, s', async () =>
  assert.match((await client.cat.indices({ index: 'js-*', v: true, h: 'index,health', s: 'index:desc' })).body, /^index +health\njs-listings-2 +/));
await operation('cat.health as yaml', async () => assert.match((await client.cat.health({ format: 'yaml', h: 'node.total' })).body, /^---\n- node.total: "1"/));
await operation('cat.health', async () => assert.match((await client.cat.health({ h: 'status' })).body, /green|yellow/));
await operation('cat.count', async () => assert.match((await client.cat.count({ index, h: 'count' })).body, /^3/));
await operation('cat.aliases', async () => assert.match((await client.cat.aliases({ name: 'js-read' })).body, /js-listings-2/));
await operation('delete', async () => assert.equal((await client.delete({ index, id: '1' })).body.result, 'deleted'));
await operation('indices.delete', () => client.indices.delete({ index: `${index},${other},js-analysis` }));
console.log(`${operations} operations`);

// Drives the service as a client of the reference system does: node client.js ADDRESS TOKEN USER CATEGORY
'use strict';

const assert = require('node:assert/strict');
const path = require('node:path');
const grpc = require('@grpc/grpc-js');
const loader = require('@grpc/proto-loader');

const [address, token, user, category] = process.argv.slice(2);
const definition = loader.loadSync(path.join(__dirname, 'listings.proto'), { keepCase: true, longs: String, defaults: true, oneofs: true });
const { ListingsService } = grpc.loadPackageDefinition(definition).listings.v1;
const client = new ListingsService(address, grpc.credentials.createInsecure());

function headers(more = {}) {
  const metadata = new grpc.Metadata();
  metadata.set('authorization', `Bearer ${token}`);
  for (const [name, value] of Object.entries(more)) {
    metadata.set(name, value);
  }

  return metadata;
}

function call(method, request, metadata = headers()) {
  return new Promise((resolve, reject) => {
    client[method](request, metadata, { deadline: Date.now() + 10_000 }, (failure, answer) => (failure ? reject(failure) : resolve(answer)));
  });
}

async function refused(code, method, request, metadata) {
  const failure = await call(method, request, metadata).then(() => null, (reason) => reason);
  assert.equal(failure?.code, code, `${method} must be refused with ${code}: ${failure?.details}`);
  return failure;
}

function upload(listing) {
  return new Promise((resolve, reject) => {
    const stream = client.UploadListingImages(headers(), (failure, answer) => (failure ? reject(failure) : resolve(answer)));
    const png = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0]);
    stream.write({ metadata: { listing_id: listing, user_id: user, filename: 'a.png', content_type: 'image/png', file_size: png.length } });
    stream.write({ chunk: png });
    stream.end();
  });
}

async function main() {
  const wanted = { user_id: user, title: 'Полица за књиге', price: 19.99, currency: 'RSD', category_id: category, quantity: 2, sku: 'JS-1' };
  const { listing } = await call('CreateListing', wanted, headers({ 'idempotency-key': 'js' }));
  assert.equal(listing.title, wanted.title);
  assert.equal(listing.price, 19.99);
  assert.equal(listing.status, 'draft');
  assert.match(listing.created_at, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
  assert.equal((await call('CreateListing', wanted, headers({ 'idempotency-key': 'js' }))).listing.id, listing.id);

  const { id } = listing;
  assert.deepEqual((await call('GetListing', { id }, new grpc.Metadata())).listing, listing);
  assert.equal((await call('UpdateListing', { id, user_id: user, status: 'active' })).listing.status, 'active');
  assert.equal((await call('ListListings', { user_id: user, status: 'active', limit: 10 })).total, 1);
  assert.equal((await call('SearchListings', { query: 'polica', limit: 10 })).listings[0].id, id);
  assert.equal((await call('GetSimilarListings', { listing_id: id })).total, 0);

  const first = (await call('AddListingImage', { listing_id: id, url: '/a.jpg', is_primary: true })).image;
  const second = (await upload(id)).images[0];
  assert.equal(second.mime_type, 'image/png');
  await call('ReorderListingImages', { listing_id: id, user_id: user, image_ids: [second.id, first.id] });
  assert.deepEqual((await call('GetListingImages', { listing_id: id })).images.map((image) => image.display_order), [2, 1]);
  assert.equal((await call('GetListingImage', { image_id: first.id })).image.is_primary, true);
  assert.equal((await call('DeleteListingImage', { listing_id: id, image_id: first.id, user_id: user })).success, true);

  const invalid = await refused(grpc.status.INVALID_ARGUMENT, 'CreateListing', { ...wanted, price: -1 });
  assert.ok(invalid.metadata.get('grpc-status-details-bin').length > 0, 'the details travel beside the code');
  await refused(grpc.status.NOT_FOUND, 'GetListing', { id: 99999 });
  await refused(grpc.status.UNAUTHENTICATED, 'DeleteListing', { id, user_id: user }, new grpc.Metadata());
  await refused(grpc.status.PERMISSION_DENIED, 'DeleteListing', { id, user_id: 1 });
  assert.equal((await call('DeleteListing', { id, user_id: user })).success, true);
  client.close();
  console.log('all calls answered as expected');
}

main().catch((failure) => {
  console.error(failure);
  process.exit(1);
});

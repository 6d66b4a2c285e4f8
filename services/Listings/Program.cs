using Migration.Listings;

return await ListingsApplication.RunAsync(args);

using Migration.FaultProxy;

return await FaultProxyApplication.RunAsync(args);

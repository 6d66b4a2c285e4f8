using Migration.SearchNode;

var app = NodeApplication.Build(args);
await app.RunAsync();

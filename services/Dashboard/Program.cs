using Migration.Dashboard;

await DashboardApplication.Create(args).RunAsync();

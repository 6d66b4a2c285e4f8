using Migration.Dashboard;
using Migration.Otlp.Archiving;

try
{
    await DashboardApplication.Create(args).RunAsync();
    return 0;
}
catch (TelemetryArchiveException exception)
{
    // The file that it was to show: the message says which, where and why.
    Console.Error.WriteLine(exception.Message);
    return 1;
}

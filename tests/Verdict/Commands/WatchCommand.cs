using System.CommandLine;
using System.Globalization;
using Migration.Verdict.Model;
using Migration.Verdict.Watching;

namespace Migration.Verdict.Commands;

/// <summary>Watches a running or deployed environment.</summary>
internal static class WatchCommand
{
    private const string DefaultMonolith = "http://localhost:8080";

    public static Command Create()
    {
        var duration = new Option<string>("--duration") { Description = "Such as 90s, 10m, 24h, 7d.", DefaultValueFactory = _ => "1h" };
        var window = new Option<string>("--window") { Description = "What is judged by itself; 3,000 requests at least prove something.", DefaultValueFactory = _ => "5m" };
        var rate = new Option<int>("--rate") { Description = "Requests a second.", DefaultValueFactory = _ => 10 };
        var output = new Option<string?>("--output") { Description = "Journal and report. The same folder again: the watch goes on. Default: artifacts/verdict/watch." };
        var command = new Command(
            "watch", "Watches the environment at Target__Monolith (default http://localhost:8080) and Target__DataSync; Target__AdminToken shows its breakers. Exit codes as the verdict's.")
        {
            duration, window, rate, output,
        };
        command.SetAction((parsed, cancellationToken) => Guard.RunAsync(async () =>
        {
            var monolith = Address("Monolith") ?? new Uri(DefaultMonolith);
            var options = new WatchOptions
            {
                Target = monolith.ToString(),
                Duration = ReadTime("--duration", parsed.GetValue(duration)!),
                Window = ReadTime("--window", parsed.GetValue(window)!),
                Rate = parsed.GetValue(rate) is >= 1 and <= 200 and var asked ? asked : throw new NoVerdictException($"--rate is {parsed.GetValue(rate)}, it must be 1 to 200 requests a second."),
                Folder = parsed.GetValue(output) ?? Path.Combine(AppContext.BaseDirectory, "..", "..", "..", "verdict", "watch"),
            };
            using var probe = await HttpProbe.ConnectAsync(monolith, Address("DataSync"), Setting("AdminToken"), TimeProvider.System, cancellationToken);
            return (await new Watch(probe, options, TimeProvider.System, new WatchScreen(Console.Out, !Console.IsOutputRedirected)).RunAsync(cancellationToken)).ToExitCode();
        }));
        return command;
    }

    /// <summary>A number and a unit: s, m, h or d.</summary>
    internal static TimeSpan ReadTime(string option, string text)
    {
        var seconds = text.Length < 2 ? 0 : text[^1] switch { 's' => 1, 'm' => 60, 'h' => 3_600, 'd' => 86_400, _ => 0 };
        return seconds > 0 && double.TryParse(text[..^1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number > 0
            ? TimeSpan.FromSeconds(number * seconds)
            : throw new NoVerdictException($"{option} is '{text}', which is no time: give one such as 90s, 10m, 24h or 7d.");
    }

    private static string? Setting(string name) => Environment.GetEnvironmentVariable($"Target__{name}") is { Length: > 0 } value ? value : null;

    private static Uri? Address(string name) => Setting(name) is not { } value ? null
        : Uri.TryCreate(value, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" ? address
        : throw new NoVerdictException($"Target__{name} is '{value}', which is no address: give one such as http://staging.example:8080.");
}

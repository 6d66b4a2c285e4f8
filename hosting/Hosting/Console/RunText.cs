using System.Globalization;
using Migration.Hosting.Building;
using Spectre.Console;

namespace Migration.Hosting.RunConsole;

/// <summary>Words and colours that both views share.</summary>
internal static class RunText
{
    public static string ColorOf(RunPhase phase) => phase switch
    {
        RunPhase.Healthy or RunPhase.Done => "green",
        RunPhase.Failed => "red",
        RunPhase.Unhealthy => "yellow",
        _ => "grey",
    };

    public static string ColorOf(RunMessageLevel level) => level switch
    {
        RunMessageLevel.Error => "red",
        RunMessageLevel.Warning => "yellow",
        _ => "blue",
    };

    public static string Clock(DateTimeOffset time, TimeProvider timeProvider) =>
        TimeZoneInfo.ConvertTime(time, timeProvider.LocalTimeZone).ToString("HH:mm:ss", CultureInfo.InvariantCulture);

    public static string Seconds(TimeSpan elapsed) => string.Create(CultureInfo.InvariantCulture, $"{elapsed.TotalSeconds:0.0} s");

    /// <summary>Why a resource is not up: what a health check says, or what it waits for. Null when there is nothing to say.</summary>
    public static string? WhyNotUp(RunBoard board, RunRow row)
    {
        if (row.Phase != RunPhase.Waiting)
        {
            return row.Reason;
        }

        var blockers = string.Join(", ", board.BlockersOf(row));
        return blockers.Length == 0 ? null : $"waiting for {blockers}";
    }

    /// <summary>Whether there is something wrong with a resource: one that starts is given a while to do so.</summary>
    public static bool IsTrouble(RunRow row, DateTimeOffset now) => row.Phase switch
    {
        RunPhase.Failed or RunPhase.Unhealthy => true,
        RunPhase.Starting or RunPhase.Waiting => now - row.Since >= RunConsoleService.Patience,
        _ => false,
    };

    /// <summary>
    /// What to open first, for example <c>Open http://localhost:8080 (shop).</c>: the dashboard, by the link that logs in there, else what
    /// the AppHost gave a title, else any page. Null when there is no page at all.
    /// </summary>
    public static string? WhatToOpen(RunBoard board)
    {
        var pages = board.Shown.Where(row => row.Phase == RunPhase.Healthy)
            .SelectMany(row => row.Addresses.Where(address => address.IsPage), (row, address) => (Row: row, Address: address));
        return pages.OrderByDescending(page => DashboardAnnotation.IsOn(page.Row.Resource))
            .ThenByDescending(page => page.Address.Title.Length > 0)
            .ThenByDescending(page => page.Address.Order)
            .Select(page => $"Open {page.Address.Text}{LoginOf(page.Row)} ({(page.Address.Title.Length > 0 ? page.Address.Title : page.Row.Name)}).")
            .FirstOrDefault();
    }

    private static string LoginOf(RunRow row) =>
        DashboardAnnotation.TokenOf(row.Resource) is { } token ? $"/login?t={Uri.EscapeDataString(token)}" : "";

    /// <summary>Addresses may end in brackets; nothing that comes from a resource is ever read as markup.</summary>
    public static string Escape(string? text) => Markup.Escape(text ?? "");
}

using System.Globalization;
using System.Text;
using Migration.Dashboard.Access;
using Migration.Dashboard.Resources;

namespace Migration.Dashboard.ConsoleLines;

internal static class ConsoleEndpoints
{
    /// <summary>
    /// <c>/api/console</c>: the lines that the engine keeps, as text, colours left out; of one resource with <c>?resource=</c>, else of all,
    /// each after its time and its resource.
    /// </summary>
    public static void MapConsole(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet("/api/console", WriteAsync).RequireLogin();

    private static async Task WriteAsync(HttpContext context, ResourceServiceClient client)
    {
        var resource = context.Request.Query["resource"] is [{ Length: > 0 } named, ..] ? named : null;
        try
        {
            var hasBegun = false;
            await foreach (var lines in client.GetConsoleAsync(resource, context.RequestAborted))
            {
                if (!hasBegun)
                {
                    hasBegun = true;
                    context.Response.ContentType = "text/plain; charset=utf-8";
                    context.Response.Headers.ContentDisposition = $"attachment; filename=\"{FileName(resource)}\"";
                }

                await context.Response.WriteAsync(Write(lines, withSource: resource is null), context.RequestAborted);
            }
        }
        catch (ResourceServiceException exception) when (!context.Response.HasStarted)
        {
            await TypedResults.Problem(exception.Message, statusCode: StatusCodes.Status503ServiceUnavailable).ExecuteAsync(context);
        }
    }

    private static string FileName(string? resource) =>
        $"console-{string.Concat((resource ?? "all").Where(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_'))}.log";

    private static string Write(IReadOnlyList<ConsoleLine> lines, bool withSource)
    {
        var text = new StringBuilder();
        foreach (var line in lines)
        {
            text.Append(line.At.ToString("O", CultureInfo.InvariantCulture)).Append(' ');
            if (withSource)
            {
                text.Append(line.Source).Append(": ");
            }

            text.Append(AnsiText.Strip(line.Text)).Append('\n');
        }

        return text.ToString();
    }
}

using System.Text.Json.Serialization.Metadata;

namespace Migration.Monolith;

internal static class JsonAnswers
{
    /// <summary>Writes the body of an answer; the status is what it is set to.</summary>
    public static Task AnswerAsync<T>(this HttpContext context, T body, JsonTypeInfo<T> type)
        => context.Response.WriteAsJsonAsync(body, type, cancellationToken: context.RequestAborted);
}

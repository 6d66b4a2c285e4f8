using System.Globalization;

namespace Migration.FaultProxy.Grpc;

/// <summary>The status codes of gRPC by name; a code's number is its place.</summary>
internal static class GrpcStatus
{
    public const string Header = "grpc-status";
    public const string MessageHeader = "grpc-message";

    private static readonly string[] Ordered =
    [
        "OK", "CANCELLED", "UNKNOWN", "INVALID_ARGUMENT", "DEADLINE_EXCEEDED", "NOT_FOUND", "ALREADY_EXISTS", "PERMISSION_DENIED",
        "RESOURCE_EXHAUSTED", "FAILED_PRECONDITION", "ABORTED", "OUT_OF_RANGE", "UNIMPLEMENTED", "INTERNAL", "UNAVAILABLE", "DATA_LOSS",
        "UNAUTHENTICATED",
    ];

    public static string Names { get; } = string.Join(", ", Ordered);

    public static int? Parse(string? text)
    {
        var known = Array.FindIndex(Ordered, name => string.Equals(name, text, StringComparison.OrdinalIgnoreCase));
        return known >= 0 ? known
            : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number < Ordered.Length ? number
            : null;
    }
}

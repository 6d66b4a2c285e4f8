namespace Migration.FaultProxy.Api;

/// <summary>A request that is answered with <c>{"error":…,"status":…}</c>. The first words of each message are what Toxiproxy's clients look for.</summary>
internal sealed class ApiException(int status, string message) : Exception(message)
{
    public int Status { get; } = status;

    public static ApiException BadRequestBody(string reason) => new(StatusCodes.Status400BadRequest, $"bad request body: {reason}");

    public static ApiException MissingField(string field) => new(StatusCodes.Status400BadRequest, $"missing required field: {field}");

    public static ApiException ProxyNotFound() => new(StatusCodes.Status404NotFound, "proxy not found");

    public static ApiException ProxyAlreadyExists() => new(StatusCodes.Status409Conflict, "proxy already exists");

    public static ApiException InvalidStream() => new(StatusCodes.Status400BadRequest, "stream was invalid, can be either upstream or downstream");

    public static ApiException InvalidToxicType() => new(StatusCodes.Status400BadRequest, "invalid toxic type");

    public static ApiException ToxicAlreadyExists() => new(StatusCodes.Status409Conflict, "toxic already exists");

    public static ApiException ToxicNotFound() => new(StatusCodes.Status404NotFound, "toxic not found");

    public static ApiException CannotListen(string address, string reason)
        => new(StatusCodes.Status500InternalServerError, $"listen {address}: {reason}; choose another port, or 0 for a free one");

    public static ApiException FaultNotFound() => new(StatusCodes.Status404NotFound, "fault not found");

    public static ApiException FaultAlreadyExists() => new(StatusCodes.Status409Conflict, "fault already exists");

    public static ApiException NotGrpc()
        => new(StatusCodes.Status400BadRequest, "the proxy carries bytes and knows of no calls: create it with \"protocol\": \"grpc\"");
}

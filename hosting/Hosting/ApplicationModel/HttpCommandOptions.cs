namespace Aspire.Hosting.ApplicationModel;

/// <summary>How a command that sends an HTTP request is shown and what it sends.</summary>
public class HttpCommandOptions : CommandOptions
{
    /// <summary>Chooses the endpoint that is asked; null means the one named to WithHttpCommand.</summary>
    public Func<EndpointReference>? EndpointSelector { get; set; }

    /// <summary>The name of the HTTP client that is used; null means the default one.</summary>
    public string? HttpClientName { get; set; }

    /// <summary>The method of the request; null means POST.</summary>
    public HttpMethod? Method { get; set; }

    /// <summary>Completes the request before it is sent, such as by headers and content.</summary>
    public Func<HttpCommandRequestContext, Task>? PrepareRequest { get; set; }

    /// <summary>Makes the result of the answer; null means success for a status of 2xx, failure for others.</summary>
    public Func<HttpCommandResultContext, Task<ExecuteCommandResult>>? GetCommandResult { get; set; }

    /// <summary>Whether the body of the answer becomes the text that the command returns.</summary>
    public HttpCommandResultMode ResultMode { get; set; }
}

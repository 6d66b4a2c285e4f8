namespace Migration.Hosting.ResourceService.Contract;


/// <summary>How a command ended.</summary>
internal sealed record CommandAnswer(bool Success, string? Message)
{
    public bool IsCanceled { get; init; }

    /// <summary>Whether it goes on after this answer, because it ends the one who asked.</summary>
    public bool GoesOn { get; init; }

    /// <summary>What it produced.</summary>
    public string? Result { get; init; }

    /// <summary><c>text</c>, <c>json</c> or <c>markdown</c>.</summary>
    public string? ResultFormat { get; init; }
}

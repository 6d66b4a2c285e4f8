using Migration.SearchNode.Engine;
using Migration.SearchNode.Http;

namespace Migration.SearchNode.Documents;

/// <summary>One write, from a request of its own or from a line of a bulk.</summary>
internal sealed record WriteRequest(string Index, string? Id)
{
    public string? Routing { get; init; }

    public WriteConditions Conditions { get; init; } = WriteConditions.None;

    public bool RequireAlias { get; init; }

    public int RetryOnConflict { get; init; }

    public ReadOnlyMemory<byte> Source { get; init; }

    public void Validate()
    {
        Conditions.Validate();
        if (Id is not null && Id.Length == 0)
        {
            throw Errors.IllegalArgument("if _id is specified it must not be empty");
        }

        var length = Id is null ? 0 : System.Text.Encoding.UTF8.GetByteCount(Id);
        if (length > 512)
        {
            throw Errors.Validation($"id [{Id}] is too long, must be no longer than 512 bytes but was: {length}");
        }
    }
}

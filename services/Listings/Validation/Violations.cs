using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;

namespace Migration.Listings.Validation;

/// <summary>Collects what is wrong with a request, so that the caller learns of everything at once.</summary>
internal sealed class Violations
{
    /// <summary>Ten thousand wrong fields are told apart from ten, but not listed.</summary>
    private const int Shown = 20;

    private const int LongestField = 100;

    private readonly BadRequest _found = new();

    public void Add(string field, string problem)
    {
        if (_found.FieldViolations.Count < Shown)
        {
            _found.FieldViolations.Add(new BadRequest.Types.FieldViolation
            {
                Field = TextRules.Cut(field, LongestField),
                Description = problem,
            });
        }
    }

    public void AddIf(bool wrong, string field, string problem)
    {
        if (wrong)
        {
            Add(field, problem);
        }
    }

    /// <summary>InvalidArgument: the message names every field, the details hold them one by one.</summary>
    /// <exception cref="RpcException">There is a violation.</exception>
    public void ThrowIfAny()
    {
        if (_found.FieldViolations.Count > 0)
        {
            throw ToException();
        }
    }

    public RpcException ToException()
        => new Google.Rpc.Status
        {
            Code = (int)Code.InvalidArgument,
            Message = Summary(),
            Details = { Any.Pack(_found) },
        }.ToRpcException();

    /// <summary>A message travels in a header, which has an end: what does not fit is in the details.</summary>
    private string Summary()
    {
        const int Longest = 1000;
        var all = string.Join("; ", _found.FieldViolations.Select(violation => $"{violation.Field} {violation.Description}"));
        return TextRules.Cut(all, Longest);
    }
}

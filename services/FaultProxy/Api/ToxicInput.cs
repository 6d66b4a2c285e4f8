using System.Text.Json.Nodes;
using Migration.FaultProxy.Toxics;

namespace Migration.FaultProxy.Api;

/// <summary>A toxic in a request; what is null was not said.</summary>
internal sealed record ToxicInput(string? Name, string? Type, string? Stream, float? Toxicity, JsonObject? Attributes)
{
    /// <summary>Milliseconds or bytes: some thirty years, or a thousand gigabytes.</summary>
    private const long LargestQuantity = 1_000_000_000_000;

    public Toxic ToToxic()
    {
        if (!StreamDirections.TryParse(Stream, out var direction))
        {
            throw ApiException.InvalidStream();
        }

        var attributes = ToxicTypes.AttributesOf(Type) ?? throw ApiException.InvalidToxicType();
        var name = string.IsNullOrEmpty(Name) ? $"{Type}_{StreamDirections.ToText(direction.Value)}" : Name;
        var values = (ToxicAttributes)RequestBody.Attributes(Attributes ?? [], attributes);
        return Checked(new Toxic(name, Type!, direction.Value, Toxicity ?? 1, values));
    }

    /// <summary>Toxicity and single attributes can be changed; name, type and direction stay.</summary>
    public Toxic Over(Toxic known)
    {
        var attributes = ToxicDocument.Of(known).Attributes.AsObject();
        foreach (var (name, value) in Attributes ?? [])
        {
            attributes[name.ToLowerInvariant()] = value?.DeepClone();
        }

        return Checked(known with
        {
            Toxicity = Toxicity ?? known.Toxicity,
            Attributes = (ToxicAttributes)RequestBody.Attributes(attributes, known.Attributes.GetType()),
        });
    }

    private static Toxic Checked(Toxic toxic)
    {
        if (toxic.Toxicity is not (>= 0 and <= 1))
        {
            throw ApiException.BadRequestBody($"toxicity {toxic.Toxicity} is no probability: use 0 to 1");
        }

        foreach (var (name, value) in toxic.Attributes.Quantities())
        {
            if (value is < 0 or > LargestQuantity)
            {
                throw ApiException.BadRequestBody($"attribute {name} is {value}: use 0 to {LargestQuantity}");
            }
        }

        return toxic;
    }
}

using Aspire.Hosting.Publishing;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Makes a random value, such as a password, without letters that are easily confused.</summary>
public sealed class GenerateParameterDefault : ParameterDefault
{
    /// <summary>The least length, 22 unless set; the value is longer only when the other minima ask for more.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The length is less than 1.</exception>
    public int MinLength
    {
        get;
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            field = value;
        }
    } = 22;

    /// <summary>True allows <c>a</c> to <c>z</c> without i, l and o.</summary>
    public bool Lower { get; set; } = true;

    /// <summary>True allows <c>A</c> to <c>Z</c> without I, L and O.</summary>
    public bool Upper { get; set; } = true;

    /// <summary>True allows digits.</summary>
    public bool Numeric { get; set; } = true;

    /// <summary>True allows <c>-_.{}~()*+!</c>.</summary>
    public bool Special { get; set; } = true;

    /// <summary>The least number of lower-case letters.</summary>
    public int MinLower { get; set; }

    /// <summary>The least number of upper-case letters.</summary>
    public int MinUpper { get; set; }

    /// <summary>The least number of digits.</summary>
    public int MinNumeric { get; set; }

    /// <summary>The least number of special characters.</summary>
    public int MinSpecial { get; set; }

    /// <summary>Makes another value at each call.</summary>
    /// <returns>The value.</returns>
    /// <exception cref="InvalidOperationException">No kind of character is allowed, or a minimum asks for one that is not.</exception>
    public override string GetDefaultValue() => PasswordGenerator.Generate(this);

    /// <inheritdoc/>
    public override void WriteToManifest(ManifestPublishingContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var writer = context.Writer;
        writer.WriteStartObject("generate");
        writer.WriteNumber("minLength", MinLength);
        WriteUnlessAllowed("lower", Lower);
        WriteUnlessAllowed("upper", Upper);
        WriteUnlessAllowed("numeric", Numeric);
        WriteUnlessAllowed("special", Special);
        WriteUnlessZero("minLower", MinLower);
        WriteUnlessZero("minUpper", MinUpper);
        WriteUnlessZero("minNumeric", MinNumeric);
        WriteUnlessZero("minSpecial", MinSpecial);
        writer.WriteEndObject();

        void WriteUnlessAllowed(string name, bool allowed)
        {
            if (!allowed)
            {
                writer.WriteBoolean(name, value: false);
            }
        }

        void WriteUnlessZero(string name, int minimum)
        {
            if (minimum != 0)
            {
                writer.WriteNumber(name, minimum);
            }
        }
    }
}

namespace Migration.Hosting.PostgreSQL;

/// <summary>A native server cannot be prepared. The launcher adds the resource's name.</summary>
/// <param name="cause">What went wrong, one sentence with its full stop.</param>
/// <param name="cure">What to do about it, one sentence with its full stop.</param>
/// <param name="innerException">What was caught, if anything.</param>
internal sealed class PostgresStartException(string cause, string cure, Exception? innerException = null)
    : Exception($"{cause} {cure}", innerException)
{
    public string Cause { get; } = cause;

    public string Cure { get; } = cure;
}

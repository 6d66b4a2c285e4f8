namespace Migration.Dashboard.Metrics;

/// <summary>What one must be able to do with something counted: a number, or a number for each bucket of a histogram.</summary>
/// <typeparam name="T">What is counted.</typeparam>
public interface ICountAlgebra<T>
{
    public T Zero { get; }

    public T Add(T left, T right);

    public T Subtract(T left, T right);

    public T Scale(T value, double factor);

    /// <summary>True if a count went down, which only a restart can do.</summary>
    public bool IsLess(T value, T before);
}

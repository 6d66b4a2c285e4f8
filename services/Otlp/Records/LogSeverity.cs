namespace Migration.Otlp.Records;

/// <summary>OTLP has four grades of each level; these are the lowest of each, so that levels compare with &gt;=.</summary>
public enum LogSeverity
{
    Unspecified = 0,
    Trace = 1,
    Debug = 5,
    Information = 9,
    Warning = 13,
    Error = 17,
    Critical = 21,
}

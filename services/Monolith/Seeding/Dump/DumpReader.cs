using System.Text;

namespace Migration.Monolith.Seeding.Dump;

/// <summary>Reads the statements of a plain dump one by one, and the data lines that follow a COPY; nothing is kept.</summary>
internal sealed class DumpReader(string file) : IDisposable
{
    private readonly StreamReader _lines = new(file, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true));

    /// <summary>Of the file, the one that was read last.</summary>
    public long Line { get; private set; }

    public void Dispose() => _lines.Dispose();

    /// <summary>Null at the file's end.</summary>
    public async Task<DumpStatement?> NextAsync(CancellationToken cancellationToken)
    {
        var text = new StringBuilder();
        var scanner = new StatementScanner();
        var begin = 0L;
        while (await LineAsync(cancellationToken) is { } line)
        {
            if (text.Length == 0 && (line.Length == 0 || line.StartsWith("--", StringComparison.Ordinal) || line[0] == '\\'))
            {
                // Nothing, a comment, or a word to psql.
                continue;
            }

            begin = text.Length == 0 ? Line : begin;
            var end = scanner.End(line);
            text.Append(end < 0 ? line : line[..end]).Append('\n');
            if (end >= 0)
            {
                return new DumpStatement(text.ToString().TrimEnd(), begin);
            }
        }

        return text.Length == 0 ? null : throw Fail(begin, "this statement does not end: the file is cut off.");
    }

    /// <summary>The next line of a COPY's data; null after its end.</summary>
    public async Task<string?> DataAsync(CancellationToken cancellationToken)
        => await LineAsync(cancellationToken) switch
        {
            null => throw Fail(Line, "the data of this COPY do not end with \\.: the file is cut off."),
            "\\." => null,
            var line => line,
        };

    public StartupException Fail(long line, string what, Exception? cause = null)
    {
        var message = $"{file}:{line}: {what}";
        return cause is null ? new StartupException(message) : new StartupException(message, cause);
    }

    private async Task<string?> LineAsync(CancellationToken cancellationToken)
    {
        try
        {
            var line = await _lines.ReadLineAsync(cancellationToken);
            Line += line is null ? 0 : 1;
            return Line == 1 && line is not null && line.StartsWith("PGDMP", StringComparison.Ordinal)
                ? throw Fail(1, "this is a dump in PostgreSQL's own format: make one with pg_dump --format=plain.")
                : line;
        }
        catch (DecoderFallbackException wrong)
        {
            throw Fail(Line + 1, "this is no UTF-8: make the dump with pg_dump --encoding=UTF8.", wrong);
        }
    }
}

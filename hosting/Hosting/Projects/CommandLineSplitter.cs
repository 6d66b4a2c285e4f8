using System.Text;

namespace Migration.Hosting.Projects;

/// <summary>Splits a command line as a launch profile holds it: blanks separate, quotes keep together, \" is a quote.</summary>
internal static class CommandLineSplitter
{
    internal static IReadOnlyList<string> Split(string commandLine)
    {
        var arguments = new List<string>();
        var current = new StringBuilder();
        var isQuoted = false;
        var isStarted = false;
        for (var index = 0; index < commandLine.Length; index++)
        {
            var character = commandLine[index];
            if (character == '\\' && index + 1 < commandLine.Length && commandLine[index + 1] == '"')
            {
                current.Append('"');
                isStarted = true;
                index++;
            }
            else if (character == '"')
            {
                isQuoted = !isQuoted;
                isStarted = true;
            }
            else if (char.IsWhiteSpace(character) && !isQuoted)
            {
                Flush();
            }
            else
            {
                current.Append(character);
                isStarted = true;
            }
        }

        Flush();
        return arguments;

        void Flush()
        {
            if (isStarted)
            {
                arguments.Add(current.ToString());
                current.Clear();
                isStarted = false;
            }
        }
    }
}

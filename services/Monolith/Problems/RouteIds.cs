using System.Globalization;

namespace Migration.Monolith.Problems;

internal static class RouteIds
{
    /// <summary>An id from the path: no number or not positive is invalid, too large for this database is simply not there.</summary>
    public static int Id(this HttpContext context, string name, string what)
    {
        var text = context.Request.RouteValues[name] as string ?? "";
        if (!PlainNumber.TryParse(text, NumberStyles.AllowLeadingSign, out long id) || id <= 0)
        {
            throw ProblemException.Invalid(name, text, "must be a whole number above 0");
        }

        return id <= int.MaxValue ? (int)id : throw ProblemException.NotFound(what, text);
    }
}

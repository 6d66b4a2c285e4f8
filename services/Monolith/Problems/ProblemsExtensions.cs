namespace Migration.Monolith.Problems;

internal static class ProblemsExtensions
{
    /// <summary>Answers are written by source-generated code: nothing is reflected over at start.</summary>
    public static void AddProblems(this WebApplicationBuilder builder)
        => builder.Services.ConfigureHttpJsonOptions(json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, MonolithJson.Default));

    public static void UseProblems(this WebApplication app) => app.UseMiddleware<ProblemMiddleware>();
}

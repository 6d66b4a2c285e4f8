namespace Migration.Hosting.Tests.Build;

/// <summary>Lays out a small host with three services beside the repository's own hosting/build, with stand-ins for hosting's assemblies.</summary>
internal static class HostLab
{
    private const string BuildProps = """
        <Project>
          <PropertyGroup>
            <TargetFramework>net10.0</TargetFramework>
            <ImplicitUsings>enable</ImplicitUsings>
            <UseArtifactsOutput>true</UseArtifactsOutput>
            <AssemblyName>Lab.$(MSBuildProjectName)</AssemblyName>
          </PropertyGroup>
        </Project>
        """;

    private const string HostingSource = """
        namespace Aspire.Hosting { public interface IProjectMetadata { string ProjectPath { get; } bool SuppressBuild => false; } }
        namespace Aspire.Hosting.ApplicationModel { public static class Marker; }
        namespace Migration.Hosting { public sealed class ProjectOutputAttribute(string path) : System.Attribute { public string Path => path; } }
        """;

    public static BuildLab Create(string projectReferences)
    {
        var lab = new BuildLab();
        lab.CopyFromRepository("hosting/build", "global.json");
        lab.Write("Directory.Build.props", BuildProps);
        lab.Write("hosting/Hosting/Hosting.csproj", """<Project Sdk="Microsoft.NET.Sdk" />""");
        lab.Write("hosting/Hosting/Hosting.cs", HostingSource);
        lab.Write("hosting/Hosting.PostgreSQL/Hosting.PostgreSQL.csproj", """<Project Sdk="Microsoft.NET.Sdk" />""");
        AddService(lab, "My.2Service", "Microsoft.NET.Sdk.Web");
        AddService(lab, "lower", "Microsoft.NET.Sdk");
        lab.Write("services/Library/Library.csproj", """<Project Sdk="Microsoft.NET.Sdk" />""");
        lab.Write("My.Host/My.Host.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <Import Project="../hosting/build/AppHost.props" />
              <PropertyGroup><OutputType>Exe</OutputType></PropertyGroup>
              <ItemGroup>{projectReferences}</ItemGroup>
              <Import Project="../hosting/build/AppHost.targets" />
            </Project>
            """);
        lab.Write("My.Host/Program.cs", """Console.WriteLine($"{Environment.CurrentDirectory} {typeof(IProjectMetadata)} {nameof(Marker)}");""");
        return lab;
    }

    private static void AddService(BuildLab lab, string name, string sdk)
    {
        lab.Write($"services/{name}/{name}.csproj", $"""<Project Sdk="{sdk}"><PropertyGroup><OutputType>Exe</OutputType></PropertyGroup></Project>""");
        lab.Write($"services/{name}/Program.cs", "Console.WriteLine();");
        lab.Write($"services/{name}/appsettings.json", "{}");
    }
}

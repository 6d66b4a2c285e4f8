using System.Xml.Linq;

namespace Migration.Hosting.Tests.Build;

/// <summary>
/// A copy of the repository's host, without hosting/'s projects, and a feed that holds nothing but stand-ins for Aspire's packages.
/// </summary>
internal static class SwapLab
{
    public const string AspireVersion = "13.5.2";

    /// <summary>Notes that each half of the SDK was imported, and refers to Aspire.Hosting.AppHost unasked as the real one does.</summary>
    private const string SdkProps = """
        <Project>
          <PropertyGroup><IsAspireHost>true</IsAspireHost><StandInSdk>props</StandInSdk></PropertyGroup>
        </Project>
        """;

    private const string SdkTargets = $"""
        <Project>
          <PropertyGroup><StandInSdk>$(StandInSdk)+targets</StandInSdk></PropertyGroup>
          <ItemGroup>
            <ProjectReference Update="@(ProjectReference)" ReferenceOutputAssembly="false" ExcludeAssets="all" Private="false" />
          </ItemGroup>
          <Target Name="AddHostPackage" BeforeTargets="Restore;CollectPackageReferences">
            <ItemGroup>
              <PackageReference Include="Aspire.Hosting.AppHost" Version="{AspireVersion}" IsImplicitlyDefined="true" />
            </ItemGroup>
          </Target>
        </Project>
        """;

    public static BuildLab Create()
    {
        var lab = new BuildLab();
        lab.CopyFromRepository("AppHost", "hosting/build", "tests/Directory.Build.props", "tests/testconfig.json");
        lab.CopyFromRepository("global.json", "Directory.Build.props", "Directory.Packages.props", ".editorconfig", "eng");
        foreach (var project in ServicesOf(lab.PathOf("AppHost/AppHost.csproj")))
        {
            lab.Write($"AppHost/{project}", """<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><OutputType>Exe</OutputType></PropertyGroup></Project>""");
        }

        lab.Write("tests/Probe.Suite/Probe.Suite.csproj", """
            <Project Sdk="Microsoft.NET.Sdk">
              <Import Project="../../hosting/build/Testing.props" />
              <ItemGroup><ProjectReference Include="../../AppHost/AppHost.csproj" /></ItemGroup>
            </Project>
            """);
        AddFeed(lab);
        return lab;
    }

    private static IEnumerable<string> ServicesOf(string projectFile) =>
        XDocument.Load(projectFile).Descendants("ProjectReference").Select(reference => reference.Attribute("Include")!.Value);

    private static void AddFeed(BuildLab lab)
    {
        // Everything that is not Aspire's comes from what this user has restored already; nothing is written there and nothing fetched.
        lab.Variables["NUGET_PACKAGES"] = lab.PathOf("packages");
        lab.Write("nuget.config", $"""
            <configuration>
              <packageSources><clear /><add key="stand-ins" value="feed" /></packageSources>
              <fallbackPackageFolders><clear /><add key="user" value="{BuildLab.UserPackages}" /></fallbackPackageFolders>
            </configuration>
            """);
        var feed = lab.PathOf("feed");
        new StubPackage("Aspire.AppHost.Sdk", AspireVersion).WithText("Sdk/Sdk.props", SdkProps).WithText("Sdk/Sdk.targets", SdkTargets).SaveTo(feed);
        foreach (var id in (string[])["Aspire.Hosting.AppHost", "Aspire.Hosting.PostgreSQL", "Aspire.Hosting.Testing"])
        {
            new StubPackage(id, AspireVersion).WithText("lib/net10.0/_._", "").SaveTo(feed);
        }
    }
}

using System.Collections;
using System.Globalization;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Migration.Hosting.Building;
using Migration.Hosting.ResourceService.Contract;
using Migration.Hosting.Runtime;
using Migration.Hosting.Runtime.Observation;
using Migration.Hosting.Runtime.Orchestration;

namespace Migration.Hosting.ResourceService;

/// <summary>Turns what the engine knows of a resource into what the dashboard may know.</summary>
internal sealed class ResourceItems(ResourceNotificationService notifications, SecretMask mask)
{
    public ResourceItem Create(ResourceEvent happened)
    {
        var snapshot = happened.Snapshot;
        var replicas = notifications.GetInstanceIds(happened.Resource.Name).Count;
        return new ResourceItem
        {
            Id = happened.ResourceId,
            Name = happened.Resource.Name,
            DisplayName = replicas > 1 ? happened.ResourceId : happened.Resource.Name,
            Type = IsNativeProcess(happened.Resource) ? ResourceTypeNames.Executable : snapshot.ResourceType,
            State = snapshot.State?.Text,
            StateStyle = snapshot.State?.Style,
            Since = snapshot.StateTimeStamp,
            Health = snapshot.HealthStatus?.ToString(),
            HealthChecks = [.. snapshot.HealthReports.Select(Create)],
            CreatedAt = snapshot.CreationTimeStamp,
            StartedAt = snapshot.StartTimeStamp,
            StoppedAt = snapshot.StopTimeStamp,
            ExitCode = snapshot.ExitCode,
            StartFailure = snapshot.StartFailure,
            Parent = snapshot.Relationships.FirstOrDefault(IsParent)?.ResourceName,
            Source = FindSource(happened),
            Replicas = replicas,
            Relations = [.. snapshot.Relationships.Select(relation => new RelationItem(relation.ResourceName, relation.Type))],
            Addresses = [.. snapshot.Urls.Select(Create)],
            Variables = [.. snapshot.EnvironmentVariables.Where(variable => variable.Value is not null).Select(Create)],
            Arguments = [.. snapshot.Arguments.Select((argument, index) => Create(NameOfArgument(index), argument.Text, argument.IsSensitive))],
            Properties = [.. snapshot.Properties.Where(IsShown).Select(property => Create(property.Name, TextOf(property.Value), property.IsSensitive))],
            Commands = [.. snapshot.Commands.Where(IsShown).Select(Create)],
            IsHidden = snapshot.IsHidden,
            IsDashboard = DashboardAnnotation.IsOn(happened.Resource),
            Icon = snapshot.IconName,
        };
    }

    /// <summary>The value in clear; null where there is none of that name.</summary>
    public static string? FindSecret(CustomResourceSnapshot snapshot, RevealRequest asked) => asked.Kind switch
    {
        RevealRequest.Variable => snapshot.EnvironmentVariables
            .FirstOrDefault(variable => string.Equals(variable.Name, asked.Name, StringComparison.Ordinal))?.Value,
        RevealRequest.Argument => snapshot.Arguments
            .Where((_, index) => string.Equals(NameOfArgument(index), asked.Name, StringComparison.Ordinal)).FirstOrDefault()?.Text,
        RevealRequest.Property => snapshot.Properties
            .FirstOrDefault(property => string.Equals(property.Name, asked.Name, StringComparison.Ordinal)) is { } found ? TextOf(found.Value) : null,
        _ => null,
    };

    private static string NameOfArgument(int index) => index.ToString(CultureInfo.InvariantCulture);

    private static bool IsParent(RelationshipSnapshot relation) => string.Equals(relation.Type, KnownRelationshipTypes.Parent, StringComparison.Ordinal);

    /// <summary>The arguments are told one by one.</summary>
    private static bool IsShown(ResourcePropertySnapshot property) => !string.Equals(property.Name, "executable.args", StringComparison.Ordinal);

    private static bool IsShown(ResourceCommandSnapshot command) =>
        command.State != ResourceCommandState.Hidden && command.Visibility.HasFlag(ResourceCommandVisibility.UI);

    private static HealthCheckItem Create(HealthReportSnapshot report) =>
        new(report.Name, report.Status?.ToString(), report.Description, report.ExceptionText, report.LastRunAt);

    private static AddressItem Create(UrlSnapshot url) => new(
        url.Name,
        SecretMask.ShowUrl(url.Url),
        url.DisplayProperties.DisplayName is { Length: > 0 } name ? name : null,
        url.IsInternal,
        !url.IsInactive,
        url.DisplayProperties.SortOrder);

    private static CommandItem Create(ResourceCommandSnapshot command) => new(command.Name, command.DisplayName, command.State == ResourceCommandState.Enabled)
    {
        Description = command.DisplayDescription,
        Confirmation = command.ConfirmationMessage,
        Icon = command.IconName,
        IsHighlighted = command.IsHighlighted,
    };

    /// <summary>A container in the model for which the engine starts a program: what is shown is what runs.</summary>
    private static bool IsNativeProcess(IResource resource) => resource is ContainerResource && resource.HasAnnotationOfType<LauncherAnnotation>();

    private static string? FindSource(ResourceEvent happened) => happened.Resource switch
    {
        var resource when resource.Annotations.OfType<IProjectMetadata>().LastOrDefault() is { } project => Path.GetFileName(project.ProjectPath),
        var resource when resource.Annotations.OfType<ExecutableAnnotation>().LastOrDefault() is { } executable => executable.Command,
        var resource when IsNativeProcess(resource) => FindProgram(happened.Snapshot),
        var resource when resource.Annotations.OfType<ContainerImageAnnotation>().LastOrDefault() is { } container => $"{container.Image}:{container.Tag}",
        _ => null,
    };

    /// <summary>Not known before the first start.</summary>
    private static string? FindProgram(CustomResourceSnapshot snapshot) =>
        snapshot.Properties.FirstOrDefault(property => string.Equals(property.Name, InstancePreparer.ProgramProperty, StringComparison.Ordinal)) is { } program
            ? Path.GetFileName(TextOf(program.Value))
            : null;

    private static string TextOf(object? value) => value switch
    {
        null => string.Empty,
        string text => text,
        IFormattable formattable => formattable.ToString(format: null, CultureInfo.InvariantCulture),
        IEnumerable parts => string.Join(' ', parts.Cast<object?>()),
        _ => value.ToString() ?? string.Empty,
    };

    private ValueItem Create(EnvironmentVariableSnapshot variable) =>
        Create(variable.Name, variable.Value!, variable.IsSensitive) with { IsFromModel = variable.IsFromSpec };

    private ValueItem Create(string name, string value, bool isSensitive)
    {
        var (shown, isSecret) = mask.Apply(name, value, isSensitive);
        return new ValueItem(name, shown, isSecret);
    }
}

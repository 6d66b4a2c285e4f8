using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Logging;

namespace Migration.Hosting.Runtime.Observation;

/// <summary>Asks commands whether they can be executed now.</summary>
internal static partial class CommandSnapshots
{
    public static ResourceCommandSnapshot Create(
        ResourceCommandAnnotation command, CustomResourceSnapshot resource, IServiceProvider services, ILogger logger) =>
        new(
            command.Name,
            GetState(command, resource, services, logger),
            command.DisplayName,
            command.DisplayDescription,
            command.ParameterValue,
            command.ConfirmationMessage,
            command.IconName,
            command.IconVariant,
            command.IsHighlighted)
        {
            Visibility = command.Visibility,
        };

    private static ResourceCommandState GetState(
        ResourceCommandAnnotation command, CustomResourceSnapshot resource, IServiceProvider services, ILogger logger)
    {
        try
        {
            return command.UpdateState(new UpdateCommandStateContext { ResourceSnapshot = resource, Services = services });
        }
#pragma warning disable CA1031 // User code: its failure must not keep the state of the resource from being published.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Log.StateFailed(logger, command.Name, exception);
            return ResourceCommandState.Disabled;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The command '{Command}' cannot say whether it is available; it counts as disabled.")]
        public static partial void StateFailed(ILogger logger, string command, Exception exception);
    }
}

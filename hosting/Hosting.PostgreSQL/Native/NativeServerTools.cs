using Migration.Hosting.Runtime.Processes;

namespace Migration.Hosting.PostgreSQL;

/// <summary>What all servers of an application work with.</summary>
/// <param name="User">Who they run as.</param>
/// <param name="Processes">Runs programs that do not outlive the host.</param>
/// <param name="Mark">By which the environment's processes are known.</param>
/// <param name="TimeProvider">The clock.</param>
internal sealed record NativeServerTools(ServerUser User, IProcessRunner Processes, EnvironmentMark Mark, TimeProvider TimeProvider);

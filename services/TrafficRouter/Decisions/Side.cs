namespace Migration.TrafficRouter.Decisions;

/// <summary>The two arms of the migration.</summary>
public enum Side
{
    Monolith = 0,
    Microservice = 1,
}

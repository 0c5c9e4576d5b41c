namespace Harvester.Connectors.Definitions;

/// <summary>The package field that identifies a record for ever.</summary>
public enum CkanIdentity
{
    Id,
    Name,

    /// <summary>SHIRASAGI's: its <c>id</c> is a row number and its <c>name</c> the title.</summary>
    Uuid,
}

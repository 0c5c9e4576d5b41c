namespace Harvester.Connectors.Definitions;

/// <summary>The package field that identifies a record for ever.</summary>
public enum CkanIdentity
{
    Id,
    Name,
}

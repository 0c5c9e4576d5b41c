namespace Harvester.Connectors.Definitions;

/// <summary>The actions that list packages, the best first: with a true count and a filter; without either; names only.</summary>
public enum CkanListing
{
    PackageSearch,
    CurrentPackageListWithResources,
    PackageList,
}

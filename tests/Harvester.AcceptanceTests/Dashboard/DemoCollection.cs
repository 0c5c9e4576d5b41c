namespace Harvester.AcceptanceTests.Dashboard;

/// <summary>The classes that look at one and the same demo, one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class DemoCollection : ICollectionFixture<DemoSite>
{
    public const string Name = "the demo of several days";
}

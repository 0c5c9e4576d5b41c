using Xunit;
namespace Harvester.AcceptanceTests;
public sealed class SmokeTests { [Fact] public void Runs() => Assert.True(true); }

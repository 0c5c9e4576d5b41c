using System.Text.Json.Serialization;
using Harvester.Core.Model;

namespace Harvester.Core.Ports;

/// <summary>What a person did.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<AuditAction>))]
public enum AuditAction
{
    RunNow,
    TakeBack,
    Cancel,
    Pause,
    Resume,
    Approve,
    ApproveAsMoved,
    Reject,
    Undo,
    RemoveSource,
    SaySame,
    SayApart,
    Erase,
    LiftErasure,
    Note,
    CreateToken,
    ReissueToken,
    RevokeToken,
    Subscribe,
    Unsubscribe,
}

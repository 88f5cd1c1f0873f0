"""Addresses of hand-over, reception and moves. What is decided stands in the body of a form."""

from django.urls import path

from hoanhap.web.office.reception import centre, commune, moves

urlpatterns = [
    # the centre
    path("handovers/", centre.index, name="return-batches"),
    path("handovers/new/", centre.upload, name="return-batch-new"),
    path("handovers/template/", centre.template, name="return-template"),
    path("handovers/<uuid:return_batch_id>/", centre.show, name="return-batch"),
    path("handovers/<uuid:return_batch_id>/send/", centre.send, name="return-batch-send"),
    path("handovers/<uuid:return_batch_id>/cancel/", centre.cancel, name="return-batch-cancel"),
    path("handovers/<uuid:return_batch_id>/minutes/<int:unit_id>/", centre.minutes, name="return-minutes"),
    path("handovers/rows/<uuid:returnee_id>/withdraw/", centre.withdraw, name="return-withdraw"),
    path("handovers/rows/<uuid:returnee_id>/again/", centre.send_again, name="return-send-again"),
    path("handovers/certificates/", centre.certificates, name="return-certificates"),
    path("handovers/certificates/new/", centre.enter_certificates, name="return-certificates-new"),
    # the commune; the duties ask for these doors by their names
    path("returns/", commune.index, name="returns"),
    path("returns/new/", commune.by_hand, name="return-new"),
    path("returns/<uuid:returnee_id>/", commune.show, name="return"),
    path("returns/<uuid:returnee_id>/confirm/", commune.confirm, name="return-confirm"),
    path("returns/<uuid:returnee_id>/receive/", commune.receive, name="return-receive"),
    path("returns/<uuid:returnee_id>/missing/", commune.missing, name="return-missing"),
    path("returns/<uuid:returnee_id>/close/", commune.close, name="return-close"),
    path("returns/<uuid:returnee_id>/give-back/", commune.give_back, name="return-give-back"),
    path("returns/<uuid:returnee_id>/minutes/", commune.minutes, name="return-minutes-own"),
    path("returns/<uuid:returnee_id>/minutes/signed/", commune.keep_minutes, name="return-minutes-keep"),
    path("returns/<uuid:returnee_id>/id-card/", commune.id_card, name="return-id-card"),
    # moves
    path("cases/<uuid:case_id>/move-out/", moves.send, name="case-move-out"),
    path("moves/", moves.index, name="moves"),
    path("moves/<uuid:transfer_id>/accept/", moves.accept, name="move-accept"),
    path("moves/<uuid:transfer_id>/refuse/", moves.refuse, name="move-refuse"),
    path("moves/<uuid:sent_id>/withdraw/", moves.withdraw, name="move-withdraw"),
]

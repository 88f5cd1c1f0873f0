"""Hòa Nhập: the system of work with which communes, districts and provinces help people return to work and family."""
